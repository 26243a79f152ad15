using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>What crosses the wire arrives as it was sent.</summary>
public sealed class WireTests
{
    private static readonly Serializer _serializer =
        new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    private static readonly DeepCopier _copier =
        new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<DeepCopier>();

    private static readonly Failure _failure = SampleRecords.Failure("failed");

    public static IEnumerable<object[]> Values => AwkwardValues.All.Keys.Select(name => new object[] { name });

    public static IEnumerable<object[]> Errors => new Exception[]
    {
        new NotFoundException("m", new InvalidOperationException("cause")),
        new DuplicateException("m", new DuplicateException("cause")),
        new AtomKindException("m"),
        new InvalidFormatException("m"),
        new IncompatibleVersionException("m"),
        new DisallowedAccessException("m", State.Reverting),
        new DisallowedAccessException("m", state: null),
        new InvalidStateException("m", State.Success, State.Suspending),
        new StorageFailureException("m", new IOException("cause"), outcomeUnknown: true),
        new StorageFailureException("m", outcomeUnknown: false),
        new StaleWriteException("m"),
        new TooLargeException("m", new IOException("cause")),
        new DependencyException("m", new NotFoundException("cause")),
        new AmbiguousDependencyException("m"),
        new MissingDependenciesException("m", ["seat", "amount"], ["charge", "reserve"]),
        new TaskDeclarationException("m"),
        new FlowFactoryException("m", "order", new TimeoutException("cause")),
        new FlowFactoryException("m"),
        new FlowModuleException("m", "/flows/App.dll", new TimeoutException("cause")),
        new WrappedFailureException([Failure.FromDocument(_failure.ToDocument()), Failure.FromDocument(_failure.ToDocument())]),
    }.Select(error => new object[] { error });

    [Theory]
    [MemberData(nameof(Values))]
    public void Document_OfAnyValue_KeepsItsText(string name) =>
        Assert.Equal(AwkwardValues.All[name].ToString(), Crossed(AwkwardValues.All[name]).ToString());

    [Fact]
    public void FlowEvent_OfEveryNotification_BecomesTheSameNotification()
    {
        FlowNotification[] all =
        [
            new FlowStateNotification("f", "flow", State.Running, State.Pending),
            new TaskNotification("f", "flow", "task", State.Success, State.Running) { Result = Document.From("done") },
            new TaskNotification("f", "flow", "task", State.Failure, State.Running) { Failure = Failure.FromDocument(_failure.ToDocument()) },
            new RetryNotification("f", "flow", "retry", State.Retrying, State.Success),
            new ProgressNotification("f", "flow", "task", 0.25, Document.From("quarter")),
            new ProgressNotification("f", "flow", "task", 0.25, Details: null),
            new MissedNotification("f", "flow", 7),
        ];

        Assert.Equal(all, all.Select(notification => Crossed(FlowEvent.Of(notification)).ToNotification()));
    }

    [Fact]
    public void FlowOutcome_WithFailures_KeepsEverything()
    {
        var failure = Failure.FromDocument(_failure.ToDocument());
        var outcome = new FlowOutcome(
            "f", "flow", State.Reverted, IsRunning: true, new Dictionary<string, Failure> { ["a"] = failure }, new Dictionary<string, Failure> { ["b"] = failure }, failure);

        FlowOutcome crossed = Crossed(outcome);

        Assert.Equal(outcome with { Failures = crossed.Failures, RevertFailures = crossed.RevertFailures }, crossed);
        Assert.Equal(outcome.Failures, crossed.Failures);
        Assert.Equal(outcome.RevertFailures, crossed.RevertFailures);
    }

    [Fact]
    public void LogBook_WithAllItHolds_KeepsEverything()
    {
        LogBook book = SampleRecords.Book();
        Assert.Equal(StoreDump.Of(book), StoreDump.Of(Crossed(book)));

        book.UpdatedAt = null;
        Assert.Null(Crossed(book).UpdatedAt);
    }

    [Fact]
    public void AtomDetail_OfEitherKind_ArrivesAsTheSameKindWithEverything()
    {
        Assert.Equal(SampleRecords.Task().ToDocument(), Assert.IsType<TaskDetail>(Crossed<AtomDetail>(SampleRecords.Task())).ToDocument());
        Assert.Equal(SampleRecords.Retry().ToDocument(), Assert.IsType<RetryDetail>(Crossed<AtomDetail>(SampleRecords.Retry())).ToDocument());
    }

    [Fact]
    public void DetailsOfCallers_CopiedForACall_AreIndependent()
    {
        TaskDetail task = SampleRecords.Task();

        TaskDetail copy = _copier.Copy(task);
        task.State = State.Ignore;

        Assert.NotSame(task, copy);
        Assert.Equal(State.Reverted, copy.State);
    }

    [Fact]
    public void WhatCannotBeChanged_CopiedForACall_IsPassedByReference()
    {
        Document document = Document.From(1);
        Assert.Same(document, _copier.Copy(document));
        Assert.Same(_failure, _copier.Copy(_failure));
        var record = new AtomRecord { FlowUuid = "f", Detail = SampleRecords.Task(), Revision = 1 };
        Assert.Same(record, _copier.Copy(record));
        var map = new Map<Document>(ImmutableDictionary<string, Document>.Empty);
        Assert.Same(map, _copier.Copy(map));
    }

    [Fact]
    public void Failure_WithItsCauses_IsTheSameWithoutItsException()
    {
        Failure crossed = Crossed(_failure);

        Assert.Equal(_failure, crossed);
        Assert.True(crossed.Check<InvalidOperationException>());
        Assert.True(crossed.Causes.Single().Check<TimeoutException>());
        Assert.Null(crossed.Exception);
    }

    [Fact]
    public void WhatAStorageAnswers_OfEachType_KeepsEverything()
    {
        var declaration = new AtomDeclaration("a", AtomKind.Retry)
        {
            SaveAs = ImmutableDictionary<string, ResultKey>.Empty
                .Add("all", ResultKey.Whole).Add("third", ResultKey.At(2)).Add("named", ResultKey.Member("")),
            Version = "1",
        };
        AtomDeclaration crossed = Crossed(declaration);
        Assert.Equal((declaration.Name, declaration.Kind, declaration.Version), (crossed.Name, crossed.Kind, crossed.Version));
        Assert.Equal(declaration.SaveAs.Order(_byName), crossed.SaveAs.Order(_byName));

        var status = new AtomStatus(State.Running, Intention: null);
        Assert.Equal(status, Crossed(status));
        var change = new FlowStateChange(Changed: true, State.Suspended);
        Assert.Equal(change, Crossed(change));
        var progress = new ProgressDetails(0.25, Document.From("half of a half"));
        Assert.Equal(progress, Crossed(progress));

        var history = new RetryHistory(_failure, SampleRecords.Retry().Attempts);
        RetryHistory read = Crossed(history);
        Assert.Equal(history.Failure, read.Failure);
        Assert.Equal(history.Attempts.Select(attempt => attempt.Value), read.Attempts.Select(attempt => attempt.Value));
        Assert.Equal(history.Attempts.Select(attempt => attempt.Failures), read.Attempts.Select(attempt => attempt.Failures));
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void Error_OfEachType_KeepsTypeMessageFactsAndCause(Exception error)
    {
        Exception crossed = Crossed(Thrown(error));

        Assert.IsType(error.GetType(), crossed);
        Assert.Equal(error.Message, crossed.Message);
        Assert.Equal(error.InnerException?.Message, crossed.InnerException?.Message);
        Assert.Equal(error.InnerException?.GetType(), crossed.InnerException?.GetType());
        Assert.Contains(nameof(Thrown), crossed.StackTrace, StringComparison.Ordinal);
        Assert.Equal(FactsOf(error), FactsOf(crossed));
    }

    [Fact]
    public void Errors_OfEveryTypeThatCoreHas_AreAmongThose() => Assert.Equal(
        typeof(TaskFlowException).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(TaskFlowException)) && !type.IsAbstract)
            .Select(type => type.Name)
            .Order(StringComparer.Ordinal),
        Errors.Select(error => error[0].GetType().Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Error_CausedByWhatOnlyTheSiloKnows_KeepsWhatTheCauseSaid()
    {
        Exception crossed = Crossed<Exception>(new StorageFailureException("m", new OnlyHereException("disk on fire")));

        Assert.Contains("disk on fire", crossed.InnerException!.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(OnlyHereException), crossed.InnerException.Message, StringComparison.Ordinal);
    }

    private static readonly Comparer<KeyValuePair<string, ResultKey>> _byName =
        Comparer<KeyValuePair<string, ResultKey>>.Create((one, other) => string.CompareOrdinal(one.Key, other.Key));

    private static T Crossed<T>(T value) => _serializer.Deserialize<T>(_serializer.SerializeToArray(value))!;

    private static Exception Thrown(Exception error)
    {
        try
        {
            throw error;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }

    private static string FactsOf(Exception error) => string.Join("; ", error.GetType().GetProperties()
        .Where(property => property.DeclaringType!.IsSubclassOf(typeof(TaskFlowException)))
        .OrderBy(property => property.Name, StringComparer.Ordinal)
        .Select(property => $"{property.Name}: {Shown(property.GetValue(error))}"));

    private static string Shown(object? fact) => fact switch
    {
        IEnumerable<object> several => string.Join(", ", several.Select(Shown)),
        Failure failure => failure.ToDocument().ToString(),
        _ => $"{fact}",
    };

    private sealed class OnlyHereException(string message) : Exception(message);
}
