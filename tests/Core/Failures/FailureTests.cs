using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class FailureTests
{
    private const string WrittenByTheReference =
        """
        {"exception_str": "woot", "traceback_str": "  File \"x.py\", line 1", "exc_type_names": ["RuntimeError", "Exception"], "version": 1,
         "exc_args": ["woot", 5], "causes": [{"exception_str": "why", "traceback_str": null, "exc_type_names": ["KeyError"], "version": 1}]}
        """;

    [Fact]
    public void FromException_KeepsTypesMessageTraceAndCauses()
    {
        Failure failure = SampleRecords.Failure("woot");

        Assert.Equal(["System.InvalidOperationException", "System.SystemException", "System.Exception"], failure.ExceptionTypeNames.AsEnumerable());
        Assert.Equal("woot", failure.Message);
        Assert.Contains(nameof(SampleRecords), failure.Trace, StringComparison.Ordinal);
        Assert.Equal("System.TimeoutException", Assert.Single(failure.Causes).ExceptionTypeNames[0]);
        Assert.Equal("Failure: System.InvalidOperationException: woot", failure.ToString());
    }

    [Fact]
    public void FromException_OfSeveral_HasThemAllAsCauses()
    {
        var failure = Failure.FromException(new AggregateException(new TimeoutException("one"), new IOException("two", new FormatException("three"))));

        Assert.Equal(["one", "two"], failure.Causes.Select(cause => cause.Message));
        Assert.Equal("three", Assert.Single(failure.Causes[1].Causes).Message);
    }

    [Fact]
    public void FromException_WithAMessageThatIsNotUnicode_CanBeStored()
    {
        var failure = Failure.FromException(new InvalidOperationException("half \ud800 of it"));

        Assert.Equal("half \ufffd of it", Failure.FromDocument(failure.ToDocument()).Message);
    }

    [Fact]
    public void ToDocument_HasTheReferencesShape()
    {
        Document document = Failure.FromException(new TimeoutException("late")).ToDocument();

        Assert.Equal(
            """{"exception_str":"late","traceback_str":"","exc_type_names":["System.TimeoutException","System.SystemException","System.Exception"],"version":1,"exc_args":[],"causes":[]}""",
            document.ToString());
    }

    [Fact]
    public void FromDocument_OfOneThatTheReferenceWrote_KeepsAllOfIt()
    {
        Failure failure = Failure.FromDocument(Document.Parse(WrittenByTheReference));

        Assert.Equal(["RuntimeError", "Exception"], failure.ExceptionTypeNames.AsEnumerable());
        Assert.Equal("  File \"x.py\", line 1", failure.Trace);
        Assert.Equal("[\"woot\",5]", failure.Arguments.ToString());
        Assert.Equal("why", Assert.Single(failure.Causes).Message);
        Assert.Null(failure.Causes[0].Trace);
        Assert.True(failure.Matches(Failure.FromDocument(failure.ToDocument())));
    }

    [Theory]
    [InlineData("null", "exc_type_names")]
    [InlineData("[]", "exc_type_names")]
    [InlineData("""{"exception_str": "m"}""", "exc_type_names")]
    [InlineData("""{"exception_str": "m", "exc_type_names": []}""", "exc_type_names")]
    [InlineData("""{"exc_type_names": ["E"]}""", "exception_str")]
    [InlineData("""{"exception_str": "m", "exc_type_names": ["E"], "version": 2}""", "version")]
    [InlineData("""{"exception_str": "m", "exc_type_names": ["E"], "causes": [{}]}""", "exc_type_names")]
    public void FromDocument_OfWhatIsNoFailure_IsRefusedAndSaysWhatIsWrong(string json, string culprit)
    {
        var error = Assert.Throws<InvalidFormatException>(() => Failure.FromDocument(Document.Parse(json)));

        Assert.Contains(culprit, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Matches_OfTheSameFailureStored_HoldsAndOfAnyOtherNot()
    {
        Failure failure = SampleRecords.Failure("woot");
        Failure stored = Failure.FromDocument(failure.ToDocument());

        Assert.True(failure.Matches(stored) && stored.Matches(failure));
        Assert.Equal(failure.GetHashCode(), stored.GetHashCode());
        Assert.False(failure.Matches(null));
        Assert.False(Failure.FromException(new TimeoutException("a")).Matches(Failure.FromException(new TimeoutException("b"))));
        Assert.False(Failure.FromException(new TimeoutException("a")).Matches(Failure.FromException(new IOException("a"))));
        Assert.False(
            Failure.FromException(new IOException("a", new TimeoutException())).Matches(Failure.FromException(new IOException("a", new FormatException()))));
    }

    [Fact]
    public void Check_ByTypeOrName_CountsBaseTypes()
    {
        Failure failure = Failure.FromDocument(Failure.FromException(new FileNotFoundException("f")).ToDocument());

        Assert.True(failure.Check<FileNotFoundException>() && failure.Check<IOException>() && failure.Check<Exception>());
        Assert.False(failure.Check<TimeoutException>());
        Assert.True(failure.Check("System.IO.IOException"));
        Assert.False(failure.Check("IOException"));
    }

    [Fact]
    public void Rethrow_OfALiveOne_ThrowsTheExceptionWithItsFirstTrace()
    {
        Failure failure = SampleRecords.Failure("woot");

        var error = Assert.Throws<InvalidOperationException>(failure.Rethrow);

        Assert.Same(failure.Exception, error);
        Assert.Contains(nameof(SampleRecords), error.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void Rethrow_OfAStoredOne_ThrowsItWrapped()
    {
        Failure stored = Failure.FromDocument(SampleRecords.Failure("woot").ToDocument());

        var error = Assert.Throws<WrappedFailureException>(stored.Rethrow);

        Assert.Null(stored.Exception);
        Assert.Same(stored, Assert.Single(error.Failures));
        Assert.True(error.Check<InvalidOperationException>());
        Assert.Contains("woot", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrappedFailure_OfNone_IsRefused() => Assert.Throws<ArgumentException>(() => new WrappedFailureException([]));

    [Fact]
    public void AFailure_InsideAValue_IsWrittenAndReadAsOne()
    {
        Failure failure = SampleRecords.Failure("woot");

        Document document = Document.From(new { Why = failure });

        Assert.Equal(failure.ToDocument(), document.Members["Why"]);
        Assert.True(failure.Matches(document.Members["Why"].To<Failure>()));
        Assert.Throws<InvalidFormatException>(() => Document.From("text").To<Failure>());
    }

    [Fact]
    public void AChainOfCauses_DeeperThanValuesMayBe_IsReadAgain()
    {
        Exception error = new TimeoutException("the first cause");
        for (int depth = 0; depth < 1000; depth++)
        {
            error = new InvalidOperationException("again", error);
        }

        Failure failure = Failure.FromException(error);

        Assert.True(failure.Matches(Failure.FromDocument(failure.ToDocument())));
    }
}
