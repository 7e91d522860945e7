"""Every write to duty: register of processing, bases of transfers, breaches, requests, retention runs."""

from sistership.window.offices.duty.actions.breaches import (
    add_breach,
    assess_breach,
    close_breach,
    edit_breach,
    note_told,
    note_untold,
    rebuild,
    reopen_breach,
)
from sistership.window.offices.duty.actions.register import (
    add_activity,
    edit_activity,
    end_transfer_basis,
    remove_activity,
    set_contact,
    set_transfer_basis,
    start_register,
)
from sistership.window.offices.duty.actions.requests import (
    add_request,
    answer_request,
    erase_subjects,
    put_off_request,
)
from sistership.window.offices.duty.actions.retention import run_retention

__all__ = [
    "add_activity",
    "add_breach",
    "add_request",
    "answer_request",
    "assess_breach",
    "close_breach",
    "edit_activity",
    "edit_breach",
    "end_transfer_basis",
    "erase_subjects",
    "note_told",
    "note_untold",
    "put_off_request",
    "rebuild",
    "remove_activity",
    "reopen_breach",
    "run_retention",
    "set_contact",
    "set_transfer_basis",
    "start_register",
]
