/** 口令: passwords: how fast they may be tried, how they are kept, what comes after one, and until when a session lasts that began with one. */
package org.redshield.bridge.access.password;
