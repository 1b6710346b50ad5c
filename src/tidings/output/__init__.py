"""What users take away."""
