using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.TaskFlow;

/// <summary>
/// Compiles the call of a method, so that reflection is done once for it: what each parameter gets is found by its type or name, and
/// what it returns becomes a document.
/// </summary>
internal sealed class MethodBinder
{
    private readonly ParameterExpression _target = Expression.Parameter(typeof(object), "target");
    private readonly ParameterBinder _parameters;
    private readonly MethodInfo _method;
    private readonly string _unfit;

    private MethodBinder(MethodInfo method, CalledAs called, string subject)
    {
        _method = method;
        _unfit = $"{subject} cannot be a {called.Kind().ToWord()}";
        _parameters = new ParameterBinder(called, _unfit);
    }

    /// <summary>Binds a method of a class, or of an interface.</summary>
    /// <exception cref="TaskDeclarationException">Its signature is not that of such a call.</exception>
    public static BoundMethod Bind(MethodInfo method, Type owner, CalledAs called, string subject)
    {
        var binder = new MethodBinder(method, called, subject);
        binder.Check();
        Expression[] values = [.. method.GetParameters().Select(parameter => binder._parameters.Bind(parameter, parameter.ParameterType))];
        return binder.Compile(Expression.Call(Expression.Convert(binder._target, owner), method, values));
    }

    /// <summary>Binds a delegate, which is what the result is to be called on.</summary>
    /// <exception cref="TaskDeclarationException">Its signature is not that of such a call.</exception>
    public static BoundMethod Bind(Delegate function, CalledAs called, string subject)
    {
        var binder = new MethodBinder(function.Method, called, subject);
        binder.Check();

        // A method may have a first parameter that the delegate holds; the types are those of the delegate, the names the method's.
        ParameterInfo[] passed = function.GetType().GetMethod("Invoke")!.GetParameters();
        ParameterInfo[] named = function.Method.GetParameters()[^passed.Length..];
        Expression[] values = [.. named.Select((parameter, index) => binder._parameters.Bind(parameter, passed[index].ParameterType))];
        return binder.Compile(Expression.Invoke(Expression.Convert(binder._target, function.GetType()), values));
    }

    private void Check()
    {
        if (_method.ContainsGenericParameters)
        {
            throw new TaskDeclarationException($"{_unfit}: {_method.Name} is generic, and nothing says of which types.");
        }

        if (_method.ReturnType == typeof(void) && _method.IsDefined(typeof(AsyncStateMachineAttribute)))
        {
            throw new TaskDeclarationException($"{_unfit}: {_method.Name} is async and returns void, so that nobody could wait for it; let it return Task.");
        }
    }

    private BoundMethod Compile(Expression call)
    {
        (Expression body, Type? result) = Stored(call);
        ResultShape shape = result is null
            ? ResultShape.Nothing
            : ResultShape.Of(result, _method.ReturnParameter.GetCustomAttribute<TupleElementNamesAttribute>()?.TransformNames, _unfit);
        var compiled = Expression.Lambda<Func<object, TaskFrame, ValueTask<Document>>>(body, _target, _parameters.Frame).Compile();
        return new BoundMethod(
            _parameters.Arguments,
            shape,
            _method.GetCustomAttribute<ProvidesAttribute>()?.Symbols,
            _parameters.Services,
            _parameters.NeedsServices,
            _parameters.AsksForResult,
            compiled);
    }

    private (Expression Body, Type? Result) Stored(Expression call)
    {
        Type type = call.Type;
        Type? generic = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return type switch
        {
            _ when type == typeof(void) => (Expression.Block(call, Expression.Property(null, typeof(StoredResult), nameof(StoredResult.Nothing))), null),
            _ when type == typeof(Task) => (Call(nameof(StoredResult.OfTask), [], call, _parameters.Frame), null),
            _ when type == typeof(ValueTask) => (Call(nameof(StoredResult.OfValueTask), [], call), null),
            _ when generic == typeof(Task<>) => Typed(nameof(StoredResult.OfTask), type.GetGenericArguments()[0]),
            _ when generic == typeof(ValueTask<>) => Typed(nameof(StoredResult.OfValueTask), type.GetGenericArguments()[0]),
            { IsByRef: true } or { IsPointer: true } or { IsByRefLike: true } =>
                throw new TaskDeclarationException($"{_unfit}: it returns {TypeName.Full(type)}, which refers to memory."),
            _ => Typed(nameof(StoredResult.Of), type),
        };

        (Expression, Type) Typed(string name, Type result) => (Call(name, [result], call, _parameters.Frame), result);
    }

    private static MethodCallExpression Call(string name, Type[] types, params Expression[] arguments) =>
        Expression.Call(typeof(StoredResult), name, types, arguments);
}
