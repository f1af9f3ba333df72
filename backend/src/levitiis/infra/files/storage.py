"""Which storage the settings name: a bucket of S3, or the local disk."""

from __future__ import annotations

from levitiis.infra.files.blobs import Blobs, LocalBlobs
from levitiis.infra.settings import Settings


def blobs_of(settings: Settings) -> Blobs:
    """The storage of this installation; every process of it must be given the same one."""
    if not settings.files_s3_bucket:
        return LocalBlobs(settings.files_dir)
    from levitiis.infra.files.s3 import S3Blobs

    return S3Blobs(settings)
