namespace Orleans.TaskFlow;

/// <summary>Why a record may not be as memory has it. The greater one includes the lesser.</summary>
internal enum Doubt
{
    None,

    /// <summary>A write of it was refused, for somebody else has changed it.</summary>
    Overtaken,

    /// <summary>A write of it got no answer: it was made, or not, or is yet to be made.</summary>
    Unanswered,
}
