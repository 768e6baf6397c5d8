"""How a running service is watched from outside: systemd's watchdog, a page of health, figures for Prometheus."""
