"""What the law asks of whoever keeps personal data: register, requests, breaches."""
