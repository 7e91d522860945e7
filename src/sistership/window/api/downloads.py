"""Files as the API hands them out: as they are kept, under their own name, harmless to whoever opens them."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse

from sistership.window.ground import files
from sistership.window.ground.models import StoredFile

BYTES: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The file as it was filed",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


def download(file: StoredFile, *, name: str = "") -> FileResponse:
    """The file as an attachment, under the name that it has where it is found, else its own."""
    response = FileResponse(
        files.open_stored(file), as_attachment=True, filename=name or file.name, content_type=file.media_type
    )
    response["ETag"] = f'"{file.sha256}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-cache"
    return response
