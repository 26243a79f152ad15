using System.Text.Json;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Objects whose only key is a mark: they stand for something that JSON has no word for.</summary>
internal static class Mark
{
    public static bool Is(JsonElement value, string name, out JsonElement marked)
    {
        marked = default;
        return value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() == 1 && value.TryGetProperty(name, out marked);
    }
}
