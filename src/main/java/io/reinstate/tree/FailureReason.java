package io.reinstate.tree;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.attribute.UserPrincipalNotFoundException;

/** Says in words why a file operation failed; the exceptions of the JDK often hold a path only. */
public final class FailureReason {

  private FailureReason() {}

  public static String of(IOException failure) {
    var text = String.valueOf(failure.getMessage());
    if (failure instanceof AccessDeniedException) {
      return "access denied to " + text;
    } else if (failure instanceof NoSuchFileException) {
      return text + " does not exist";
    } else if (failure instanceof FileAlreadyExistsException) {
      return text + " exists already";
    } else if (failure instanceof DirectoryNotEmptyException) {
      return "the directory " + text + " is not empty";
    } else if (failure instanceof NotDirectoryException) {
      return text + " is no directory";
    } else if (failure instanceof UserPrincipalNotFoundException missing) {
      return "there is no user or group «" + missing.getName() + "» on this machine";
    }
    return text;
  }
}
