using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>The items of tuples, also of those with more than seven, whose further items are in a tuple of their own.</summary>
internal static class TupleItems
{
    private const int Direct = 7;

    public static readonly MethodInfo ArrayOf = typeof(TupleItems).GetMethod(nameof(ToArray), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static readonly MethodInfo ItemsOf = typeof(TupleItems).GetMethod(nameof(FromArray), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static IReadOnlyList<Type> Types(Type tuple)
    {
        Type[] arguments = tuple.GetGenericArguments();
        return arguments.Length <= Direct ? arguments : [.. arguments[..Direct], .. Types(arguments[Direct])];
    }

    public static IEnumerable<Expression> Of(Expression tuple)
    {
        int count = tuple.Type.GetGenericArguments().Length;
        for (int i = 1; i <= Math.Min(count, Direct); i++)
        {
            yield return Expression.Field(tuple, $"Item{i}");
        }

        if (count > Direct)
        {
            foreach (Expression item in Of(Expression.Field(tuple, "Rest")))
            {
                yield return item;
            }
        }
    }

    public static NewExpression Make(Type tuple, ReadOnlySpan<Expression> items)
    {
        Type[] arguments = tuple.GetGenericArguments();
        Expression[] parts = arguments.Length <= Direct
            ? items.ToArray()
            : [.. items[..Direct], Make(arguments[Direct], items[Direct..])];
        return Expression.New(tuple.GetConstructor(arguments)!, parts);
    }

    private static Document ToArray(Document[] items) => DocumentWriter.Write(items, static (writer, items) =>
    {
        writer.WriteStartArray();
        foreach (Document item in items)
        {
            writer.WriteDocument(item);
        }

        writer.WriteEndArray();
    });

    private static IReadOnlyList<Document> FromArray(Document document, int count, Type tuple) =>
        document.Kind == JsonValueKind.Array && document.Items.Count == count
            ? document.Items
            : throw new InvalidFormatException($"A value of kind {document.Kind} with {document.Items.Count} items cannot be read as {tuple}, which has {count}.");
}
