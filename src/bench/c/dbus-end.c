/*
 * One end of the benchmark of calls over D-Bus; network.ara.up.bench.CallEnd is the same on our library for Java.
 *   dbus-end responder | requester WARM_MILLIS MEASURED_MILLIS
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-bus.h>
#include <time.h>
#include <unistd.h>

#define NAME "network.ara.Callee"
#define BODY_BYTES 100
#define MOST_CALLS 4000000

static sd_bus *bus;
static char body[BODY_BYTES + 1];
static uint32_t *micros10; /* tenths of a microsecond that each call took */
static size_t ended;
static int open_calls;
static uint64_t stop_nanos;

struct call {
    uint64_t began;
};

static uint64_t now_nanos(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static int check(int result, const char *what) {
    if (result < 0) {
        fprintf(stderr, "dbus-end: %s: %s\n", what, strerror(-result));
        exit(1);
    }
    return result;
}

static int echo(sd_bus_message *message, void *data, sd_bus_error *error) {
    (void)data;
    (void)error;
    const char *text;
    check(sd_bus_message_read(message, "s", &text), "parameters");
    return sd_bus_reply_method_return(message, "s", text);
}

static const sd_bus_vtable functions[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD("echo", "s", "s", echo, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_VTABLE_END,
};

static void serve(void) {
    check(sd_bus_add_object_vtable(bus, NULL, "/callee", NAME, functions, NULL), "vtable");
    check(sd_bus_request_name(bus, NAME, 0), "name");
    printf("started %d\n", (int)getpid());
    fflush(stdout);
    for (;;) {
        if (check(sd_bus_process(bus, NULL), "process") == 0) check(sd_bus_wait(bus, UINT64_MAX), "wait");
    }
}

static void note(uint64_t began) {
    if (ended < MOST_CALLS) micros10[ended] = (uint32_t)((now_nanos() - began) / 100);
    ended++;
}

static int answered(sd_bus_message *reply, void *data, sd_bus_error *error);

static void begin(struct call *call) {
    call->began = now_nanos();
    check(sd_bus_call_method_async(bus, NULL, NAME, "/callee", NAME, "echo", answered, call, "s", body), "call");
    open_calls++;
}

static int answered(sd_bus_message *reply, void *data, sd_bus_error *error) {
    (void)error;
    struct call *call = data;
    open_calls--;
    check(-sd_bus_message_get_errno(reply), "reply");
    note(call->began);
    if (now_nanos() < stop_nanos) begin(call);
    return 0;
}

static void one_by_one(void) {
    while (now_nanos() < stop_nanos) {
        sd_bus_error error = SD_BUS_ERROR_NULL;
        sd_bus_message *reply = NULL;
        uint64_t began = now_nanos();
        check(sd_bus_call_method(bus, NAME, "/callee", NAME, "echo", &error, &reply, "s", body), "call");
        note(began);
        sd_bus_message_unref(reply);
    }
}

static void in_flight(int count) {
    struct call *calls = calloc((size_t)count, sizeof *calls);
    for (int i = 0; i < count; i++) begin(&calls[i]);
    while (open_calls > 0) {
        if (check(sd_bus_process(bus, NULL), "process") == 0) check(sd_bus_wait(bus, UINT64_MAX), "wait");
    }
    free(calls);
}

static double run(int count, long millis) {
    uint64_t began = now_nanos();
    ended = 0;
    stop_nanos = began + (uint64_t)millis * 1000000u;
    if (count == 1) one_by_one();
    else in_flight(count);
    return (double)ended * 1e9 / (double)(now_nanos() - began);
}

static int ascending(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static void measure(long warm, long measured) {
    static const int counts[] = {1, 16, 64};
    micros10 = malloc(MOST_CALLS * sizeof *micros10);
    memset(body, 'x', BODY_BYTES);
    run(16, warm);
    printf("figures {");
    for (int i = 0; i < 3; i++) {
        run(counts[i], measured / 4);
        double rate = run(counts[i], measured);
        size_t kept = ended < MOST_CALLS ? ended : MOST_CALLS;
        qsort(micros10, kept, sizeof *micros10, ascending);
        printf("%s\"%d\": [%.1f, %.1f, %.0f]", i == 0 ? "" : ", ", counts[i], micros10[kept / 2] / 10.0,
            micros10[kept * 99 / 100] / 10.0, rate);
    }
    printf("}\n");
    fflush(stdout);
    pause();
}

int main(int count, char **arguments) {
    check(sd_bus_open_user(&bus), "connect");
    if (count == 4 && strcmp(arguments[1], "requester") == 0) measure(atol(arguments[2]), atol(arguments[3]));
    else serve();
}
