"""The 17 Sustainable Development Goals and their 169 targets, by code.

Codes: United Nations General Assembly, resolution 71/313, annex. Wordings of targets are our own, short.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sistership.common.text import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Target:
    """One target: `code` is "11.2" or "11.a", `name` an English message of the catalogues."""

    code: str
    name: str

    @property
    def goal(self) -> int:
        """Number of its goal."""
        return int(self.code.split(".")[0])


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal with its targets in their order; `name` is an English message of the catalogues."""

    number: int
    name: str
    targets: tuple[Target, ...]

    @property
    def code(self) -> str:
        """The number as text, for use beside the codes of targets."""
        return str(self.number)


@cache
def goals() -> tuple[Goal, ...]:
    """All goals, 1 to 17."""
    return tuple(
        Goal(number, name, tuple(Target(f"{number}.{code}", said) for code, said in targets.items()))
        for number, (name, targets) in _GOALS.items()
    )


@cache
def names() -> dict[str, str]:
    """Code of every goal and target → its English message, in the order of the codes."""
    found: dict[str, str] = {}
    for goal in goals():
        found[goal.code] = goal.name
        found |= {target.code: target.name for target in goal.targets}
    return found


def goal_of(code: str) -> int:
    """The number of the goal that a code, of a goal or of a target, belongs to."""
    return int(code.split(".")[0])


_GOALS: dict[int, tuple[str, dict[str, str]]] = {
    1: (
        _("No poverty"),
        {
            "1": _("End extreme poverty"),
            "2": _("Halve poverty in all its forms"),
            "3": _("Social protection for all"),
            "4": _("Equal rights to resources, services and land"),
            "5": _("Protect the poor against shocks and disasters"),
            "a": _("Mobilise means to end poverty"),
            "b": _("Policies that serve the poor"),
        },
    ),
    2: (
        _("Zero hunger"),
        {
            "1": _("Enough safe and nutritious food for all"),
            "2": _("End malnutrition"),
            "3": _("Double the yield and income of small farmers"),
            "4": _("Sustainable and resilient farming"),
            "5": _("Keep the diversity of seeds, plants and animals"),
            "a": _("Invest in rural life and farm research"),
            "b": _("Fair agricultural trade"),
            "c": _("Food markets that work"),
        },
    ),
    3: (
        _("Good health and well-being"),
        {
            "1": _("Fewer mothers die"),
            "2": _("Fewer children die"),
            "3": _("Fight infectious diseases"),
            "4": _("Fewer deaths from chronic diseases; mental health"),
            "5": _("Prevent and treat addiction"),
            "6": _("Halve deaths in road traffic"),
            "7": _("Sexual and reproductive health care for all"),
            "8": _("Health care for all"),
            "9": _("Fewer illnesses from pollution"),
            "a": _("Tobacco control"),
            "b": _("Vaccines and medicines for all"),
            "c": _("Health funds and health workers"),
            "d": _("Early warning of health risks"),
        },
    ),
    4: (
        _("Quality education"),
        {
            "1": _("Free primary and secondary school"),
            "2": _("Early childhood care and education"),
            "3": _("Affordable vocational and higher education"),
            "4": _("Skills for work"),
            "5": _("Equal access to education"),
            "6": _("Everyone reads and counts"),
            "7": _("Learning for sustainability and global citizenship"),
            "a": _("Safe and inclusive schools"),
            "b": _("Scholarships abroad"),
            "c": _("More qualified teachers"),
        },
    ),
    5: (
        _("Gender equality"),
        {
            "1": _("End discrimination against women and girls"),
            "2": _("End violence against women and girls"),
            "3": _("End child marriage and mutilation"),
            "4": _("Value unpaid care and housework"),
            "5": _("Women take part and lead"),
            "6": _("Reproductive health and rights"),
            "a": _("Equal rights to property and resources"),
            "b": _("Technology that strengthens women"),
            "c": _("Laws and policies for equality"),
        },
    ),
    6: (
        _("Clean water and sanitation"),
        {
            "1": _("Safe drinking water for all"),
            "2": _("Sanitation and hygiene for all"),
            "3": _("Cleaner water, treatment and reuse"),
            "4": _("Use water sparingly"),
            "5": _("Manage water together, also across borders"),
            "6": _("Protect ecosystems of water"),
            "a": _("International cooperation on water"),
            "b": _("Local communities take part in water management"),
        },
    ),
    7: (
        _("Affordable and clean energy"),
        {
            "1": _("Modern energy for all"),
            "2": _("More renewable energy"),
            "3": _("Double energy efficiency"),
            "a": _("Cooperation on clean energy research"),
            "b": _("Energy networks for developing countries"),
        },
    ),
    8: (
        _("Decent work and economic growth"),
        {
            "1": _("Lasting economic growth"),
            "2": _("Productivity through technology and innovation"),
            "3": _("Help firms start, grow and create jobs"),
            "4": _("Grow without using up nature"),
            "5": _("Decent work and equal pay for all"),
            "6": _("Work or training for young people"),
            "7": _("End forced labour and child labour"),
            "8": _("Labour rights and safe workplaces"),
            "9": _("Sustainable tourism"),
            "10": _("Banking and insurance for all"),
            "a": _("Aid for trade"),
            "b": _("A strategy for youth employment"),
        },
    ),
    9: (
        _("Industry, innovation and infrastructure"),
        {
            "1": _("Reliable and sustainable infrastructure"),
            "2": _("Inclusive and sustainable industry"),
            "3": _("Small firms get finance and markets"),
            "4": _("Clean and modern industry and infrastructure"),
            "5": _("More research and innovation"),
            "a": _("Help to build sustainable infrastructure"),
            "b": _("Technology and industry of developing countries"),
            "c": _("Internet for all"),
        },
    ),
    10: (
        _("Reduced inequalities"),
        {
            "1": _("Incomes of the poorest grow faster"),
            "2": _("Everyone takes part in social and political life"),
            "3": _("Equal chances, no discrimination"),
            "4": _("Policies for more equality"),
            "5": _("Better rules for financial markets"),
            "6": _("A voice for developing countries"),
            "7": _("Safe and orderly migration"),
            "a": _("Special treatment in trade"),
            "b": _("Aid and investment where need is greatest"),
            "c": _("Cheaper transfers of migrants' money"),
        },
    ),
    11: (
        _("Sustainable cities and communities"),
        {
            "1": _("Safe and affordable housing"),
            "2": _("Public transport for all"),
            "3": _("City planning with the residents"),
            "4": _("Protect cultural and natural heritage"),
            "5": _("Fewer losses in disasters"),
            "6": _("Cleaner air and less waste in cities"),
            "7": _("Green and public spaces for all"),
            "a": _("Links between city and countryside"),
            "b": _("Cities prepared for climate and disasters"),
            "c": _("Sustainable building with local materials"),
        },
    ),
    12: (
        _("Responsible consumption and production"),
        {
            "1": _("Programmes for sustainable consumption and production"),
            "2": _("Use natural resources efficiently"),
            "3": _("Halve food waste"),
            "4": _("Handle chemicals and waste safely"),
            "5": _("Less waste: prevent, reuse, recycle"),
            "6": _("Firms act and report sustainably"),
            "7": _("Sustainable public procurement"),
            "8": _("Everyone knows how to live sustainably"),
            "a": _("Science for sustainable consumption"),
            "b": _("Measure sustainable tourism"),
            "c": _("End wasteful fossil fuel subsidies"),
        },
    ),
    13: (
        _("Climate action"),
        {
            "1": _("Resilience against climate hazards"),
            "2": _("Climate in policies and plans"),
            "3": _("Climate knowledge and early warning"),
            "a": _("Funds for climate action"),
            "b": _("Climate planning where the need is greatest"),
        },
    ),
    14: (
        _("Life below water"),
        {
            "1": _("Less pollution of the sea"),
            "2": _("Protect marine and coastal ecosystems"),
            "3": _("Less acid oceans"),
            "4": _("End overfishing"),
            "5": _("Protect coasts and seas"),
            "6": _("End harmful fishing subsidies"),
            "7": _("Islands profit from their seas"),
            "a": _("Ocean science and technology"),
            "b": _("Access for small fishers"),
            "c": _("Law of the sea"),
        },
    ),
    15: (
        _("Life on land"),
        {
            "1": _("Protect land and freshwater ecosystems"),
            "2": _("End deforestation, restore forests"),
            "3": _("Stop desertification"),
            "4": _("Protect mountains"),
            "5": _("Stop the loss of species"),
            "6": _("Share genetic resources fairly"),
            "7": _("End poaching"),
            "8": _("Keep out invasive species"),
            "9": _("Nature in planning and accounts"),
            "a": _("Funds for nature"),
            "b": _("Funds for forests"),
            "c": _("Fight trade in protected species"),
        },
    ),
    16: (
        _("Peace, justice and strong institutions"),
        {
            "1": _("Less violence"),
            "2": _("Protect children from abuse"),
            "3": _("Rule of law and justice for all"),
            "4": _("Fight organised crime"),
            "5": _("Less corruption"),
            "6": _("Accountable and transparent institutions"),
            "7": _("Decisions in which people take part"),
            "8": _("Developing countries in global institutions"),
            "9": _("Legal identity for all"),
            "10": _("Access to information"),
            "a": _("Institutions against violence and terrorism"),
            "b": _("Laws without discrimination"),
        },
    ),
    17: (
        _("Partnerships for the goals"),
        {
            "1": _("Stronger public revenue"),
            "2": _("Keep promises of development aid"),
            "3": _("More funds for developing countries"),
            "4": _("Bearable debts"),
            "5": _("Promote investment in least developed countries"),
            "6": _("Share science, technology and innovation"),
            "7": _("Spread environmentally sound technology"),
            "8": _("Technology bank and use of the internet"),
            "9": _("Build capacity to plan for the goals"),
            "10": _("Fair and open world trade"),
            "11": _("More exports of developing countries"),
            "12": _("Duty-free access for least developed countries"),
            "13": _("A stable world economy"),
            "14": _("Policies that fit together"),
            "15": _("Respect each country's own policy"),
            "16": _("A global partnership of many"),
            "17": _("Public, private and civil partnerships"),
            "18": _("Better data"),
            "19": _("Measure progress beyond gross domestic product"),
        },
    ),
}
