"""The desk's server: a case on this machine as a web application, for one person's browser."""
