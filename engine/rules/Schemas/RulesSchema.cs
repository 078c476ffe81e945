using System.Text.Json.Nodes;

namespace OcrWorkflows.Rules.Schemas;

/// <summary>The JSON schema (draft 7) of a <c>rules.json</c>: RulesEngine's members, and what this product understands under Properties.</summary>
public static class RulesSchema
{
    public static JsonObject Of() => (JsonObject)JsonNode.Parse("""
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "title": "Rule set in the RulesEngine format",
          "oneOf": [ { "$ref": "#/definitions/workflow" }, { "type": "array", "minItems": 1, "items": { "$ref": "#/definitions/workflow" } } ],
          "definitions": {
            "text": { "type": [ "string", "null" ] },
            "workflow": {
              "type": "object",
              "required": [ "WorkflowName" ],
              "properties": {
                "WorkflowName": { "type": "string", "description": "Name of the folder" },
                "WorkflowsToInject": { "type": [ "array", "null" ], "items": { "type": "string" }, "description": "Sets whose rules are added after one's own" },
                "WorkflowRulesToInject": { "type": [ "array", "null" ], "items": { "type": "string" }, "description": "Earlier name of WorkflowsToInject" },
                "RuleExpressionType": { "enum": [ "LambdaExpression", 0 ] },
                "GlobalParams": { "$ref": "#/definitions/parameters" },
                "Rules": { "$ref": "#/definitions/rules" }
              },
              "patternProperties": { "^\\$": {} },
              "additionalProperties": false
            },
            "parameters": {
              "type": [ "array", "null" ],
              "items": {
                "type": "object",
                "required": [ "Name", "Expression" ],
                "properties": { "Name": { "type": "string" }, "Expression": { "type": "string" } },
                "patternProperties": { "^\\$": {} },
                "additionalProperties": false
              }
            },
            "rules": { "type": [ "array", "null" ], "items": { "$ref": "#/definitions/rule" } },
            "rule": {
              "type": "object",
              "required": [ "RuleName" ],
              "properties": {
                "RuleName": { "type": "string", "description": "What must hold" },
                "Expression": { "$ref": "#/definitions/text" },
                "Operator": { "type": [ "string", "null" ], "pattern": "^([Aa][Nn][Dd]([Aa][Ll][Ss][Oo])?|[Oo][Rr]([Ee][Ll][Ss][Ee])?)$" },
                "Rules": { "$ref": "#/definitions/rules" },
                "LocalParams": { "$ref": "#/definitions/parameters" },
                "Enabled": { "type": "boolean" },
                "ErrorMessage": { "$ref": "#/definitions/text" },
                "ErrorType": { "description": "Read by earlier versions of RulesEngine; without effect" },
                "SuccessEvent": { "$ref": "#/definitions/text" },
                "WorkflowsToInject": { "description": "Without effect on a rule" },
                "RuleExpressionType": { "enum": [ "LambdaExpression", 0 ] },
                "Actions": {
                  "type": [ "object", "null" ],
                  "properties": { "OnSuccess": { "$ref": "#/definitions/action" }, "OnFailure": { "$ref": "#/definitions/action" } },
                  "patternProperties": { "^\\$": {} },
                  "additionalProperties": false
                },
                "Properties": {
                  "type": [ "object", "null" ],
                  "properties": {
                    "clause": { "oneOf": [ { "type": "string" }, { "type": "array", "items": { "type": "string" } } ], "description": "The published statements behind the rule" },
                    "severity": { "type": "string", "pattern": "^([Rr]efuse|[Ww]arn|[Cc]harge|[Ii]nform)$", "description": "refuse (when absent), warn, charge or inform" },
                    "fee": { "type": "string", "description": "Code of the fees list; needed with charge" },
                    "from": { "type": "string", "format": "date", "description": "First day in force" },
                    "to": { "type": "string", "format": "date", "description": "Last day in force" },
                    "remedy": { "type": "string", "description": "What to do about it" }
                  }
                }
              },
              "patternProperties": { "^\\$": {} },
              "additionalProperties": false
            },
            "action": {
              "type": [ "object", "null" ],
              "required": [ "Name" ],
              "properties": {
                "Name": { "type": "string", "description": "OutputExpression, EvaluateRule or an action of the product" },
                "Context": { "type": [ "object", "null" ], "description": "Such as expression, or workflowName and ruleName" }
              },
              "patternProperties": { "^\\$": {} },
              "additionalProperties": false
            }
          }
        }
        """)!;
}
