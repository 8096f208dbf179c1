"""WhatsApp: the general form for data rights and the two pages that lead there."""
