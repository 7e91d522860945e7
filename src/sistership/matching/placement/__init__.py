"""Place applicants with hosts: stable, with a published lottery, a certificate and reasons."""

from sistership.matching.placement.checking import Fault, UnusableError
from sistership.matching.placement.lottery import lottery_number
from sistership.matching.placement.placing import Certificate, Placement, audit, place
from sistership.matching.placement.reasons import Reason, why_not
from sistership.matching.placement.reciprocity import CityBalance, Flow, balances, flows_of
from sistership.matching.placement.rounds import refill, second_round
from sistership.matching.placement.values import Applicant, Couple, Host, Reserve

__all__ = [
    "Applicant",
    "Certificate",
    "CityBalance",
    "Couple",
    "Fault",
    "Flow",
    "Host",
    "Placement",
    "Reason",
    "Reserve",
    "UnusableError",
    "audit",
    "balances",
    "flows_of",
    "lottery_number",
    "place",
    "refill",
    "second_round",
    "why_not",
]
