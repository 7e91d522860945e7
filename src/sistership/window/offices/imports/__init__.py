"""Take sheets and cards of cities, organisations and contacts in: mapped, checked, decided, then imported."""
