/**
 * 文件查毒: looks into files that people add, before anything of them is kept. {@link org.redshield.bridge.evidence.scan.FileScanner} is the seam;
 * what is behind it speaks with clamd or any scanner that knows its protocol.
 */
package org.redshield.bridge.evidence.scan;
