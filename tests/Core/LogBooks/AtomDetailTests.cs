using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class AtomDetailTests
{
    private static readonly Document _result = Document.From("result");

    [Theory]
    [InlineData(State.Success)]
    [InlineData(State.Reverted)]
    [InlineData(State.Running)]
    public void Put_TheSameTwice_AltersATaskOnce(State state)
    {
        TaskDetail task = SampleRecords.Task();

        Assert.True(task.Put(state, _result));
        string once = task.ToDocument().ToString();
        Assert.False(task.Put(state, _result));
        Assert.Equal(once, task.ToDocument().ToString());
    }

    [Theory]
    [InlineData(State.Failure)]
    [InlineData(State.RevertFailure)]
    public void Put_AFailureTwice_AltersAnAtomOnce(State state)
    {
        Failure failure = SampleRecords.Failure("woot");

        Assert.All(new AtomDetail[] { SampleRecords.Task(), SampleRecords.Retry() }, atom =>
        {
            Assert.True(atom.Put(state, failure));
            Assert.False(atom.Put(state, failure.ToDocument()));
        });
    }

    [Fact]
    public void Put_AFailure_KeepsTheLiveException()
    {
        var task = new TaskDetail("t", "u");
        var error = new TimeoutException("late");

        task.Put(State.Failure, Failure.FromException(error));

        Assert.Same(error, task.Failure?.Exception);
    }

    [Fact]
    public void Put_AFailureInAStateOfSuccess_IsItsDocument()
    {
        var task = new TaskDetail("t", "u");
        Failure failure = SampleRecords.Failure("a value");

        task.Put(State.Success, failure);

        Assert.Null(task.Failure);
        Assert.Equal(failure.ToDocument(), task.Results);
    }

    [Theory]
    [InlineData(State.Failure)]
    [InlineData(State.RevertFailure)]
    public void Put_WhatIsNoFailureInAStateOfFailure_ChangesNothing(State state)
    {
        TaskDetail task = SampleRecords.Task();
        string before = task.ToDocument().ToString();

        Assert.Throws<InvalidFormatException>(() => task.Put(state, _result));

        Assert.Equal(before, task.ToDocument().ToString());
    }

    [Fact]
    public void Put_SuccessInARetry_AddsAnAttemptEachTime()
    {
        var retry = new RetryDetail("r", "u");

        Assert.True(retry.Put(State.Success, _result));
        Assert.True(retry.Put(State.Success, _result));

        Assert.Equal(2, retry.Attempts.Count);
        Assert.Equal(_result, retry.LastResults);
    }

    [Fact]
    public void RecordFailure_OfAnAtom_GoesIntoTheLastAttemptOnly()
    {
        RetryDetail retry = SampleRecords.Retry();

        retry.RecordFailure("task", SampleRecords.Failure("new"));

        Assert.Equal("in the first attempt", retry.Attempts[0].Failures["task"].Message);
        Assert.Equal("new", retry.LastFailures["task"].Message);
    }

    [Fact]
    public void LastOfARetry_WithoutAttempts_IsNotFoundAndNamesIt()
    {
        var retry = new RetryDetail("again", "u");

        Assert.Contains("again", Assert.Throws<NotFoundException>(() => retry.LastResults).Message, StringComparison.Ordinal);
        Assert.Throws<NotFoundException>(() => retry.LastFailures);
        Assert.Throws<NotFoundException>(() => retry.RecordFailure("a", SampleRecords.Failure("f")));
    }

    [Fact]
    public void Reset_OfAnAtom_KeepsMetadataAndVersionOnly()
    {
        Assert.All(new AtomDetail[] { SampleRecords.Task(), SampleRecords.Retry() }, atom =>
        {
            var meta = atom.Meta;
            string? version = atom.Version;
            atom.Reset(State.Pending);

            AtomDetail fresh = atom.Kind == AtomKind.Task ? new TaskDetail(atom.Name, atom.Uuid) : new RetryDetail(atom.Name, atom.Uuid);
            (fresh.State, fresh.Meta, fresh.Version) = (State.Pending, meta, version);
            Assert.Equal(fresh.ToDocument(), atom.ToDocument());
        });
    }

    [Fact]
    public void Copy_Changed_LeavesTheOriginal()
    {
        Assert.All(new AtomDetail[] { SampleRecords.Task(), SampleRecords.Retry() }, atom =>
        {
            string before = atom.ToDocument().ToString();
            AtomDetail copy = atom.Copy();
            Assert.Equal(before, copy.ToDocument().ToString());

            copy.Reset(State.Ignore);
            copy.Meta = copy.Meta.Clear();

            Assert.Equal(before, atom.ToDocument().ToString());
        });
    }

    [Fact]
    public void Merge_OfTheSameKind_TakesAllButNameUuidAndARetrysRevertResults()
    {
        var task = new TaskDetail("other", "other-1");
        Assert.Same(task, task.Merge(SampleRecords.Task()));
        Assert.Equal(
            SampleRecords.Task().ToDocument().ToString().Replace(SampleRecords.TaskUuid, "other-1", StringComparison.Ordinal)
                .Replace("\"name\":\"task\"", "\"name\":\"other\"", StringComparison.Ordinal)[..200],
            task.ToDocument().ToString()[..200]);

        var retry = new RetryDetail("other", "other-2") { RevertResults = Document.From("mine") };
        RetryDetail theirs = SampleRecords.Retry();
        theirs.RevertResults = Document.From("theirs");
        retry.Merge(theirs);
        Assert.Equal(Document.From("mine"), retry.RevertResults);
        Assert.Equal(theirs.Attempts, retry.Attempts);
        retry.Update(theirs);
        Assert.Equal(Document.From("theirs"), retry.RevertResults);
    }

    [Fact]
    public void MergeAndUpdate_OfTheOtherKind_ChangeNothing()
    {
        TaskDetail task = SampleRecords.Task();
        RetryDetail retry = SampleRecords.Retry();
        string before = task.ToDocument().ToString() + retry.ToDocument();

        Assert.Throws<NotSupportedException>(() => task.Merge(retry));
        Assert.Throws<NotSupportedException>(() => retry.Merge(task));
        Assert.Throws<NotSupportedException>(() => task.Update(retry));
        Assert.Throws<NotSupportedException>(() => retry.Update(task));

        Assert.Equal(before, task.ToDocument().ToString() + retry.ToDocument());
    }

    [Theory]
    [InlineData("")]
    [InlineData("half ", '\ud800')]
    public void New_WithANameOrUuidThatNoStoreCanKeep_IsRefused(string start, params char[] end)
    {
        string name = start + string.Concat(end);
        Assert.Throws<ArgumentException>(() => new TaskDetail(name, "u"));
        Assert.Throws<ArgumentException>(() => new RetryDetail("r", name));
        Assert.Throws<ArgumentException>(() => new FlowDetail(name, "u"));
        Assert.Throws<ArgumentException>(() => new FlowDetail("f", name));
        Assert.Throws<ArgumentException>(() => new LogBook(name));
    }

    [Theory]
    [InlineData("null", "name")]
    [InlineData("""{"uuid":"u"}""", "name")]
    [InlineData("""{"name":"n"}""", "uuid")]
    [InlineData("""{"name":"n","uuid":1}""", "1")]
    [InlineData("""{"name":"n","uuid":"u","state":"DONE"}""", "DONE")]
    [InlineData("""{"name":"n","uuid":"u","intention":"WAIT"}""", "WAIT")]
    [InlineData("""{"name":"n","uuid":"u","failure":{}}""", "exc_type_names")]
    public void FromDocument_OfWhatIsNoDetail_IsRefusedAndSaysWhatIsWrong(string json, string culprit)
    {
        var error = Assert.Throws<InvalidFormatException>(() => AtomDetail.FromDocument(AtomKind.Task, Document.Parse(json)));

        Assert.Contains(culprit, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromDocument_OfAnAttemptThatIsNone_IsRefused() => Assert.Throws<InvalidFormatException>(
        () => AtomDetail.FromDocument(AtomKind.Retry, Document.Parse("""{"name":"n","uuid":"u","results":[[1]]}""")));

    [Fact]
    public void FromDocument_OfADetailWithTheDeepestValues_ReadsThem()
    {
        Document deepest = AwkwardValues.All["the deepest"];
        var retry = new RetryDetail("r", "u") { Attempts = [new RetryAttempt(deepest)], Meta = SampleRecords.Meta(("deep", deepest)) };

        AtomDetail read = AtomDetail.FromDocument(AtomKind.Retry, retry.ToDocument());

        Assert.Equal(deepest, read.LastResults);
        Assert.Equal(retry.ToDocument(), read.ToDocument());
    }
}
