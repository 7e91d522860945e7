"""Place applicants with hosts: stable, with a published lottery, a certificate and reasons.

What is named here needs no library of the extra `matching`: lists, their digest and the lottery. Placing is
in `placing`, reasons in `reasons`, later rounds in `rounds`, balances of cities in `reciprocity`.
"""

from sistership.matching.placement.checking import Fault, UnusableError
from sistership.matching.placement.lottery import lottery_number
from sistership.matching.placement.values import Applicant, Couple, Host, Reserve, digest_of

__all__ = [
    "Applicant",
    "Couple",
    "Fault",
    "Host",
    "Reserve",
    "UnusableError",
    "digest_of",
    "lottery_number",
]
