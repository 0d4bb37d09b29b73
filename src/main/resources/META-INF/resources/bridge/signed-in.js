// Of the window in which somebody has signed in again: the page that waits goes on, and this one closes.
new BroadcastChannel('bridge-signed-in').postMessage(true);
window.close();
