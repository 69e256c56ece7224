"""`/api/v1`: for case-management systems. By token alone, so that no other web page can use a browser's session."""
