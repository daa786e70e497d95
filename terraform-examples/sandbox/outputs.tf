output "expected_findings" {
  description = "One entry per rule and resource: { rule, kind, id, uid, name, arn, status }. Compare a scan with this."
  value = flatten([
    for resource in values(local.expected) : [
      for rule, status in resource.findings : {
        rule   = rule
        kind   = resource.kind
        id     = resource.id
        uid    = resource.uid
        name   = resource.name
        arn    = resource.arn
        status = status
      }
    ]
  ])
}

output "expected_counts" {
  description = "How many findings of each status a scan should report."
  value       = { for status, all in { for f in flatten([for r in values(local.expected) : values(r.findings)]) : f => f... } : status => length(all) }
}

output "resources" {
  description = "Every resource a scan should list, by kind/name: { kind, id, uid, name, arn, findings = { rule = status } }."
  value       = local.expected
}
