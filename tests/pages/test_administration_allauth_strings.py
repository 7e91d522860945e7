"""The list of allauth's messages is that of the allauth which is installed."""

import ast
from pathlib import Path

import allauth
from tools.collect_allauth_strings import OUTPUT, collect, in_python, in_template, module_text


def test_the_list_is_up_to_date():
    assert OUTPUT.read_text() == module_text(collect(Path(allauth.__file__).parent))


def test_messages_of_templates_are_read():
    source = (
        '{% load i18n %}{% trans "Sign In" %}{% blocktranslate trimmed %}\n  Hello\n  {{ name }}!'
        "{% endblocktranslate %}{% blocktranslate count n=many %}{{ n }} code{% plural %}{{ n }} codes"
        "{% endblocktranslate %}"
    )
    assert list(in_template(source)) == [
        ("gettext", "Sign In"),
        ("gettext", "Hello %(name)s!"),
        ("ngettext", "%(n)s code", "%(n)s codes"),
    ]


def test_messages_of_forms_are_read():
    source = 'label = _("Password")\nother = pgettext("field label", "Login")\nnot_this = _(name)'
    assert list(in_python(source)) == [("gettext", "Password"), ("pgettext", "field label", "Login")]


def test_the_list_is_a_module_that_marks_each_message_once():
    calls = [node for node in ast.walk(ast.parse(OUTPUT.read_text())) if isinstance(node, ast.Call)]
    messages = [tuple(word.value for word in call.args) for call in calls]
    assert ("Forgot your password?",) in messages
    assert len(messages) == len(set(messages))
