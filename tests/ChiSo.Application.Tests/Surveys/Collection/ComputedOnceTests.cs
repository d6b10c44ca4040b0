using System.Runtime.CompilerServices;
using ChiSo.Application.Surveys.Collection;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Collection;

/// <summary>What is kept of what took long to compute, and when it goes.</summary>
public sealed class ComputedOnceTests
{
    private readonly Hand clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_nobody_asks_for_goes_and_what_somebody_does_stays()
    {
        var (once, counts) = (New(most: 10), new Dictionary<string, int>());
        await GetAsync(once, counts, "a", "1");
        await GetAsync(once, counts, "b", "1");
        clock.Pass(ComputedOnce<Box>.Idle - TimeSpan.FromMinutes(1));
        await GetAsync(once, counts, "a", "1");
        clock.Pass(TimeSpan.FromMinutes(1));
        await GetAsync(once, counts, "a", "1");
        await GetAsync(once, counts, "b", "1");
        counts.ShouldBe(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }, ignoreOrder: true);
    }

    [Fact]
    public async Task What_another_took_the_place_of_or_was_left_is_held_by_nothing()
    {
        var once = New(most: 10);
        var first = await HeldAsync(once, "1");
        var second = await HeldAsync(once, "2");
        (await IsAliveAsync(first)).ShouldBeFalse("its basis is another now");
        (await IsAliveAsync(second)).ShouldBeTrue();
        clock.Pass(ComputedOnce<Box>.Idle);
        (await IsAliveAsync(second)).ShouldBeFalse("nobody asked for it");
        clock.Timers.ShouldBe(0, "nothing is kept, nothing waits");
        GC.KeepAlive(once);
    }

    [Fact]
    public async Task A_clock_holds_nothing_of_whoever_is_gone()
    {
        var once = await LeftAsync();
        (await IsAliveAsync(once)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_asked_for_longest_ago_makes_room_and_what_fails_is_tried_again()
    {
        var (once, counts) = (New(most: 2), new Dictionary<string, int>());
        foreach (var about in new[] { "a", "b", "a", "c", "a", "b" })
            await GetAsync(once, counts, about, "1");
        counts.ShouldBe(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2, ["c"] = 1 }, ignoreOrder: true);
        Should.Throw<InvalidOperationException>(() => once.Get("x", "1", () => throw new InvalidOperationException()));
        once.Get("x", "1", () => new Box()).ShouldBeSameAs(await once.GetAsync("x", "1", () => throw new InvalidOperationException(), Cancel));
    }

    private ComputedOnce<Box> New(long most) => new(most, _ => 1, clock);

    private static async Task GetAsync(ComputedOnce<Box> once, Dictionary<string, int> counts, string about, string basis)
    {
        await once.GetAsync(about, basis, () => { counts[about] = counts.GetValueOrDefault(about) + 1; return Task.FromResult(new Box()); }, Cancel);
        await Task.Delay(20, Cancel); // until it is weighed, which nobody waits for
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> HeldAsync(ComputedOnce<Box> once, string basis) => new(await once.GetAsync("a", basis, () => Task.FromResult(new Box()), Cancel));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> LeftAsync()
    {
        var once = New(most: 10);
        await once.GetAsync("a", "1", () => Task.FromResult(new Box()), Cancel);
        return new(once);
    }

    private static async Task<bool> IsAliveAsync(WeakReference held)
    {
        for (var round = 0; round < 50 && held.IsAlive; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Thread.Sleep(1)))); // threads let go of the last they did as they do something else
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return held.IsAlive;
    }

    private sealed class Box;

    /// <summary>A clock that goes when it is told to, and calls whoever waits then.</summary>
    private sealed class Hand : TimeProvider
    {
        private readonly List<Alarm> alarms = [];
        private DateTimeOffset now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

        public int Timers => alarms.Count;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => now;

        public override long GetTimestamp() => now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var alarm = new Alarm(this, now + dueTime, () => callback(state));
            alarms.Add(alarm);
            return alarm;
        }

        public void Pass(TimeSpan time)
        {
            now += time;
            foreach (var alarm in alarms.Where(alarm => alarm.At <= now).ToList())
            {
                alarms.Remove(alarm);
                alarm.Call();
            }
        }

        private sealed class Alarm(Hand clock, DateTimeOffset at, Action call) : ITimer
        {
            public DateTimeOffset At => at;

            public Action Call => call;

            public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

            public void Dispose() => clock.alarms.Remove(this);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
