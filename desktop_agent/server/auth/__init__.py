"""Who somebody is: passwords, access and refresh tokens, the customer's chat token."""
