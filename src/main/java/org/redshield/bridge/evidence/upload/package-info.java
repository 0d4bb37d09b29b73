/** Forms with files, as they come in. */
package org.redshield.bridge.evidence.upload;
