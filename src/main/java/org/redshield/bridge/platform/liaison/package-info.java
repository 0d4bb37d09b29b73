/** 平台联系人: what is asked of the people of a platform and answered by them, where no interface can. */
package org.redshield.bridge.platform.liaison;
