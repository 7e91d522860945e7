"""Who owns texts that were given to a machine for drafting."""

from __future__ import annotations

from sistership.window.ground.ownership import Ownership

OWNERSHIP = {
    "translations.DraftBatch": Ownership("the installation", note="work under way; the drafts are texts"),
    "translations.DraftItem": Ownership("the installation", note="work under way; the drafts are texts"),
}
