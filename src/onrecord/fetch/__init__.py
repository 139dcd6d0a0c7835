"""Pages of the public web, fetched only when the user asks for it. The rest of the program opens no socket."""

from onrecord.fetch.addresses import Address, check_numbers, is_public, parse_address
from onrecord.fetch.fetching import Fetched, fetch

__all__ = ["Address", "Fetched", "check_numbers", "fetch", "is_public", "parse_address"]
