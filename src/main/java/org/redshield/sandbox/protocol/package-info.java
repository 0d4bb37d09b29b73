/** The wire: the Taobao Open Platform envelope, the three methods behind it, and the files they point to. */
package org.redshield.sandbox.protocol;
