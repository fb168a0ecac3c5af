"""The chapter's parts and the appendices, one file each: pure functions from the account to blocks."""
