/** The Taobao Open Platform: envelope, signature and the methods that the bridge uses. */
package org.redshield.bridge.platform.top;
