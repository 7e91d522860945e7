"""Who owns files on their way in, and what was learnt from them."""

from __future__ import annotations

from sistership.window.ground.ownership import Ownership

OWNERSHIP = {
    "imports.ImportRun": Ownership("the account that sent the file", note="its rows stand in the records"),
    "imports.ColumnMapping": Ownership("the installation", note="how columns were read; no record"),
    "imports.PairDecision": Ownership("the installation", note="digests of names; no record"),
    "imports.ImportNote": Ownership("whoever owns the record that it belongs to", attached_by="owner_id"),
}
