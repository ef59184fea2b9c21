# trips: change:end change:stop
INSERT DATA { change:end cmq:because change:stop }
