/** 个人信息: personal data: what of them is shown masked, what of them no text may tell, for what purpose they are shown as they are, and who looked. */
package org.redshield.bridge.access.personal;
