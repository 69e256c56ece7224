"""What each page shows, as plain values: made from the record and the words, without HTTP, storage or a clock."""
