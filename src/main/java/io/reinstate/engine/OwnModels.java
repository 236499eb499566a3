package io.reinstate.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/**
 * Looks at every file of a new deployment before the engine reads it, and refuses the deployment if
 * a model is made of anything that is not listed. What was deployed before is not looked at again:
 * a rollback that runs while Reinstate is updated keeps its model.
 */
final class OwnModels implements Deployer {

  private final ModelConstructs constructs;

  OwnModels(ModelConstructs constructs) {
    this.constructs = constructs;
  }

  @Override
  public void deploy(DeploymentEntity deployment) {
    if (deployment.isNew()) {
      deployment.getResources().values().forEach(this::check);
    }
  }

  private void check(ResourceEntity file) {
    var name = file.getName();
    if (name.endsWith(".bpmn") || name.endsWith(".dmn")) {
      check(name, file.getBytes());
    } else if (!name.endsWith(".form")) {
      throw new ForeignModel(name, List.of("a file that is no .bpmn, .dmn or .form"));
    }
  }

  /**
   * @throws ForeignModel when it holds what is not listed, or cannot be read
   */
  void check(String name, byte[] model) {
    var found = constructs.foreign(read(name, model));
    if (!found.isEmpty()) {
      throw new ForeignModel(name, found);
    }
  }

  private static Document read(String name, byte[] model) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new ByteArrayInputStream(model));
    } catch (SAXException | IOException e) {
      throw new ForeignModel(name, List.of("it is no XML: " + e.getMessage()));
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("This Java has no XML parser that refuses a DOCTYPE", e);
    }
  }
}
