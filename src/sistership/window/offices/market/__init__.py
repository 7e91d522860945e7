"""The office of the market: who offers and needs what, checked, suggested, introduced."""
