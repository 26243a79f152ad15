using System.Linq.Expressions;

namespace Orleans.TaskFlow;

/// <summary>
/// How values of one type become documents and are typed again: as System.Text.Json does it, but for a tuple, which becomes the array
/// of its items.
/// </summary>
internal static class ValueForm<T>
{
    public static readonly Func<T, Document> Write = IsTuple
        ? Writer()
        : static value => Document.From(value);

    public static readonly Func<Document, T?> Read = IsTuple
        ? Reader()
        : static document => document.To<T>();

    private static bool IsTuple => JsonShape.IsTuple(Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T));

    private static Func<T, Document> Writer()
    {
        ParameterExpression value = Expression.Parameter(typeof(T), "value");
        Type tuple = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        NewArrayExpression items = Expression.NewArrayInit(
            typeof(Document), TupleItems.Of(Expression.Convert(value, tuple)).Select(item => Expression.Invoke(FormOf(item.Type, nameof(Write)), item)));
        Expression array = Expression.Call(TupleItems.ArrayOf, items);
        Expression whole = tuple == typeof(T)
            ? array
            : Expression.Condition(Expression.Property(value, "HasValue"), array, Expression.Constant(Document.Null));
        return Expression.Lambda<Func<T, Document>>(whole, value).Compile();
    }

    private static Func<Document, T?> Reader()
    {
        ParameterExpression document = Expression.Parameter(typeof(Document), "document");
        ParameterExpression items = Expression.Variable(typeof(IReadOnlyList<Document>), "items");
        Type tuple = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        IReadOnlyList<Type> types = TupleItems.Types(tuple);
        Expression[] values = [.. types.Select((type, index) => Expression.Invoke(
            FormOf(type, nameof(Read)), Expression.Property(items, "Item", Expression.Constant(index))))];
        Expression made = Expression.Block(
            [items],
            Expression.Assign(items, Expression.Call(TupleItems.ItemsOf, document, Expression.Constant(types.Count), Expression.Constant(tuple))),
            Expression.Convert(TupleItems.Make(tuple, values), typeof(T)));
        Expression whole = tuple == typeof(T)
            ? made
            : Expression.Condition(Expression.Property(document, nameof(Document.IsNull)), Expression.Default(typeof(T)), made);
        return Expression.Lambda<Func<Document, T?>>(whole, document).Compile();
    }

    private static MemberExpression FormOf(Type item, string field) =>
        Expression.Field(null, typeof(ValueForm<>).MakeGenericType(item), field);
}
