/** Personal data: what of them is shown masked, for what purpose they are shown as they are, and who looked. */
package org.redshield.bridge.access.personal;
