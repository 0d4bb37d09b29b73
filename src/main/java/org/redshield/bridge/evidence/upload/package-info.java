/** 上传: forms with files, as they come in. */
package org.redshield.bridge.evidence.upload;
