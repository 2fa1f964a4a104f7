import {
  type CloudFormationClient,
  paginateListStackResources,
  type StackResourceSummary,
} from "@aws-sdk/client-cloudformation";

/** A resource of a deployed stack: its type, its id in the template, and its name or id on AWS. */
export type StackResource = { type: string; logicalId: string; physicalId: string };

/** All resources of a stack that are there (CloudFormation API, ListStackResources). */
export async function readResources(client: CloudFormationClient, stack: string): Promise<StackResource[]> {
  const resources: StackResource[] = [];
  for await (const page of paginateListStackResources({ client }, { StackName: stack })) {
    resources.push(...(page.StackResourceSummaries ?? []).flatMap(resourceOf));
  }
  return resources;
}

function resourceOf(summary: StackResourceSummary): StackResource[] {
  const { ResourceType: type, LogicalResourceId: logicalId, PhysicalResourceId: physicalId } = summary;
  const isThere = summary.ResourceStatus !== "DELETE_COMPLETE";
  return type && logicalId && physicalId && isThere ? [{ type, logicalId, physicalId }] : [];
}

/** What a person calls a resource: its id in the template without the digest that CDK ends it with. */
export function nameOf({ logicalId }: Pick<StackResource, "logicalId">): string {
  return logicalId.replace(/[0-9A-F]{8}$/, "");
}
