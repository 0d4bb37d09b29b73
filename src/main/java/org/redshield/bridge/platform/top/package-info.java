/** 淘宝开放平台: the Taobao Open Platform: envelope, signature and the methods that the bridge uses. */
package org.redshield.bridge.platform.top;
