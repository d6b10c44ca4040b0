namespace ChiSo.Application.Tests.Assessment;

/// <summary>A clock that stands where a test sets it.</summary>
public sealed class SetClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}
