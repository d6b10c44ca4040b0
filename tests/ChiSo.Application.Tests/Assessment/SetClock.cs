namespace ChiSo.Application.Tests.Assessment;

/// <summary>A clock that stands where a test sets it.</summary>
public sealed class SetClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    /// <summary>Runs whenever somebody asks for the time, in the midst of whatever they do.</summary>
    public Action? Asked { get; set; }

    public override DateTimeOffset GetUtcNow()
    {
        Asked?.Invoke();
        return Now;
    }
}
