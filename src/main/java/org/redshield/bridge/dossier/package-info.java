/**
 * 案卷: the file of a case as one PDF to be printed, bound and kept (程序规定 art. 78, 范本 53 to 56), and the proof of service of
 * each letter in it. What stands in it the features bring ({@link org.redshield.bridge.cases.dossier.Sheets}).
 */
package org.redshield.bridge.dossier;
