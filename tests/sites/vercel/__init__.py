"""vercel.com: data preferences of a team and of an account."""
