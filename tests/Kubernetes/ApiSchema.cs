using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orleans.TaskFlow.Tests.Kubernetes;

/// <summary>Kubernetes' own schemas, and stricter than they are: a field that they do not name is a problem, as it is to <c>--validate=strict</c>.</summary>
internal sealed class ApiSchema
{
    private readonly JsonObject _definitions;

    private ApiSchema(JsonObject definitions) => _definitions = definitions;

    public static ApiSchema Published { get; } = new(
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schemas", "kubernetes-1.34.0.json")))!["definitions"]!.AsObject());

    /// <summary>What is wrong with an object; nothing if Kubernetes would take it.</summary>
    public IReadOnlyList<string> Problems(JsonObject manifest)
    {
        string version = (string?)manifest["apiVersion"] ?? "";
        string kind = (string?)manifest["kind"] ?? "";
        string name = $"io.k8s.api.{(version.Contains('/', StringComparison.Ordinal) ? version.Replace('/', '.') : $"core.{version}")}.{kind}";
        if (!_definitions.ContainsKey(name))
        {
            return [$"{version}/{kind} is not in the schemas: add it to the excerpt."];
        }

        var problems = new List<string>();
        Check(manifest, new JsonObject { ["$ref"] = $"#/definitions/{name}" }, kind, problems);
        return problems;
    }

    private void Check(JsonNode? value, JsonObject schema, string path, List<string> problems)
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            Check(value, _definitions[reference.Split('/')[^1]]!.AsObject(), path, problems);
            return;
        }

        JsonArray choices = schema["oneOf"] as JsonArray ?? [schema.DeepClone()];
        if (!choices.Any(choice => IsOf((string?)choice!["type"], value)))
        {
            problems.Add($"{path} = {value?.ToJsonString() ?? "null"}: allowed is {string.Join(" or ", choices.Select(choice => choice!["type"]))}.");
            return;
        }

        if (schema["enum"] is JsonArray allowed && !allowed.Any(one => JsonNode.DeepEquals(one, value)))
        {
            problems.Add($"{path} = {value!.ToJsonString()}: allowed is {allowed.ToJsonString()}.");
        }

        switch (value)
        {
            case JsonObject members:
                CheckMembers(members, schema, path, problems);
                break;
            case JsonArray items:
                for (int i = 0; i < items.Count; i++)
                {
                    Check(items[i], schema["items"]!.AsObject(), $"{path}[{i}]", problems);
                }

                break;
        }
    }

    private void CheckMembers(JsonObject members, JsonObject schema, string path, List<string> problems)
    {
        var known = schema["properties"] as JsonObject;
        foreach ((string name, JsonNode? member) in members)
        {
            if ((known?[name] ?? schema["additionalProperties"]) is JsonObject described)
            {
                Check(member, described, $"{path}.{name}", problems);
            }
            else
            {
                problems.Add($"{path}.{name}: there is no such field.");
            }
        }

        foreach (JsonNode? required in schema["required"] as JsonArray ?? [])
        {
            if (!members.ContainsKey((string)required!))
            {
                problems.Add($"{path}.{required} is missing.");
            }
        }
    }

    private static bool IsOf(string? type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("string", JsonValueKind.String) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => value!.AsValue().TryGetValue(out long _),
        ("object", JsonValueKind.Object) => true,
        ("array", JsonValueKind.Array) => true,
        _ => false,
    };
}
