"""What is served over HTTP: the calendars, and today's answer for the person at this machine."""
