using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json.Serialization;

namespace Orleans.TaskFlow;

/// <summary>
/// What is kept of an exception: the names of its types, its message, its trace and its causes. Immutable. Stands for the
/// seeds' <c>Failure</c> and is stored in its JSON shape (<see cref="ToDocument"/>).
/// </summary>
/// <remarks>
/// A failure made in this process still holds its exception and throws it again; one that was read from a store does not,
/// and no exception is ever made from the type names in it.
/// </remarks>
[JsonConverter(typeof(FailureJsonConverter))]
public sealed class Failure : IEquatable<Failure>
{
    internal Failure(
        ImmutableArray<string> exceptionTypeNames, string message, string? trace, Document arguments, ImmutableArray<Failure> causes)
    {
        ExceptionTypeNames = exceptionTypeNames;
        Message = message;
        Trace = trace;
        Arguments = arguments;
        Causes = causes;
    }

    private Failure(Exception exception)
        : this(TypeNamesOf(exception), Unicode(exception.Message), exception.StackTrace ?? "", FailureDocument.NoArguments, CausesOf(exception))
    {
        Exception = exception;
    }

    /// <summary>Full names of the exception's types, from the most derived one up to its root; at least one.</summary>
    public ImmutableArray<string> ExceptionTypeNames { get; }

    /// <summary>The exception's message; characters in it that are not Unicode have become U+FFFD.</summary>
    public string Message { get; }

    /// <summary>The stack trace as text; empty or <see langword="null"/> if there was none.</summary>
    public string? Trace { get; }

    /// <summary>
    /// The arguments that the exception was made with, an array: kept for failures that the reference wrote, empty for
    /// those made here.
    /// </summary>
    public Document Arguments { get; }

    /// <summary>What caused the exception: its inner exceptions, each with causes of its own.</summary>
    public ImmutableArray<Failure> Causes { get; }

    /// <summary>The exception itself, in the process where it was caught; <see langword="null"/> once it came from a store.</summary>
    public Exception? Exception { get; }

    /// <summary>Makes a failure of an exception, which it holds on to.</summary>
    public static Failure FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new Failure(exception);
    }

    /// <summary>Reads a failure from the shape that <see cref="ToDocument"/> writes.</summary>
    /// <exception cref="InvalidFormatException">The document is not a failure; the message says what is missing or wrong.</exception>
    public static Failure FromDocument(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return FailureDocument.Read(document);
    }

    /// <summary>
    /// This failure as JSON: <c>exception_str</c>, <c>traceback_str</c>, <c>exc_type_names</c>, <c>version</c>,
    /// <c>exc_args</c> and <c>causes</c>, as the seeds' <c>to_dict</c> gives it.
    /// </summary>
    public Document ToDocument() => DocumentWriter.Write(this, static (writer, failure) => FailureDocument.Write(writer, failure));

    /// <summary>
    /// Whether the exception was a <typeparamref name="TException"/> or of a type derived from it, judged by type name
    /// (the seeds' <c>check</c>).
    /// </summary>
    public bool Check<TException>()
        where TException : Exception => Check(NameOf(typeof(TException)));

    /// <summary>Whether the exception was of the type with that full name, or of one derived from it.</summary>
    public bool Check(string exceptionTypeName) => ExceptionTypeNames.Contains(exceptionTypeName);

    /// <summary>
    /// Whether this is the same failure as another, whichever of the two still holds its exception: same types, message,
    /// trace, arguments and causes.
    /// </summary>
    public bool Matches(Failure? other) =>
        other is not null
        && (ReferenceEquals(this, other)
            || (ExceptionTypeNames.SequenceEqual(other.ExceptionTypeNames, StringComparer.Ordinal)
                && Message == other.Message
                && Trace == other.Trace
                && Arguments.Equals(other.Arguments)
                && Causes.SequenceEqual(other.Causes)));

    /// <summary>
    /// Throws the exception again, with its first stack trace, where this failure still holds it; else a
    /// <see cref="WrappedFailureException"/> (the seeds' <c>reraise</c>).
    /// </summary>
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    public void Rethrow()
    {
        if (Exception is not null)
        {
            ExceptionDispatchInfo.Throw(Exception);
        }

        throw new WrappedFailureException([this]);
    }

    /// <summary>What is left of this failure without its message, its trace and its causes: its types, and another message.</summary>
    internal Failure Bare(string message) => new(ExceptionTypeNames, message, trace: null, FailureDocument.NoArguments, causes: []);

    /// <inheritdoc cref="Matches"/>
    public bool Equals(Failure? other) => Matches(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Matches(obj as Failure);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ExceptionTypeNames[0], Message);

    /// <summary>The most derived type's name and the message.</summary>
    public override string ToString() => $"Failure: {ExceptionTypeNames[0]}: {Message}";

    private static ImmutableArray<string> TypeNamesOf(Exception exception)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        for (Type? type = exception.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            names.Add(NameOf(type));
        }

        return names.DrainToImmutable();
    }

    private static ImmutableArray<Failure> CausesOf(Exception exception) => exception switch
    {
        AggregateException aggregate => [.. aggregate.InnerExceptions.Select(FromException)],
        { InnerException: { } inner } => [FromException(inner)],
        _ => [],
    };

    // A failure has to be recorded whatever its message is made of.
    private static string Unicode(string message) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(message));

    private static string NameOf(Type type) => type.FullName ?? type.Name;
}
